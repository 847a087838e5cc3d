package io.daggers.cli;

import io.daggers.diagnostic.report.Report;
import io.daggers.diagnostic.report.ReportFormat;
import io.daggers.diagnostic.report.TextSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code --output FORMAT[=FILE]}: one way in which findings are written.
 *
 * @param file null means standard output
 */
record ReportOutput(ReportFormat format, @Nullable Path file) {

  static final ReportOutput TEXT = new ReportOutput(ReportFormat.TEXT, null);

  /** Two reports in one place would be neither. */
  static void refuseClashes(List<ReportOutput> outputs, CommandLine command) {
    if (outputs.stream().filter(output -> output.file == null).count() > 1) {
      throw new ParameterException(
          command, "only one --output can go to the terminal; give the others a file: FORMAT=FILE");
    }
    Set<Path> files = new HashSet<>();
    for (ReportOutput output : outputs) {
      if (output.file != null && !files.add(output.file.toAbsolutePath().normalize())) {
        throw new ParameterException(command, "two --output go to " + output.file);
      }
    }
  }

  void write(Report report, PrintWriter out) throws IOException {
    if (file == null) {
      boolean colour = format == ReportFormat.TEXT && Terminal.isInteractive();
      out.print(colour ? new TextSummary(report, true).write() : format.write(report));
      out.flush();
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, format.write(report));
  }

  /** Reads {@code json} and {@code sarif=findings.sarif}. */
  static final class Reader implements ITypeConverter<ReportOutput> {

    @Override
    public ReportOutput convert(String text) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      ReportFormat format =
          Arrays.stream(ReportFormat.values())
              .filter(candidate -> candidate.toString().equalsIgnoreCase(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new TypeConversionException(
                          "'%s' is none of %s"
                              .formatted(name, Arrays.asList(ReportFormat.values()))));
      if (equals < 0) {
        return new ReportOutput(format, null);
      }
      String file = text.substring(equals + 1);
      if (file.isBlank()) {
        throw new TypeConversionException("name a file after '" + text + "'");
      }
      try {
        return new ReportOutput(format, Path.of(file));
      } catch (InvalidPathException e) {
        throw new TypeConversionException("'" + file + "' cannot be a file");
      }
    }
  }
}
