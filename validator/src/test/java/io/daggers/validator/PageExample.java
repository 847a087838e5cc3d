package io.daggers.validator;

import io.daggers.diagnostic.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One example on a page of {@code docs/diagnostics/}: fenced blocks that name the file they are.
 *
 * <p>The words after the fence say which: {@code sql failing} is the dagger's query.sql, {@code
 * yaml passing} its dagger.yaml, {@code yaml failing file=tests/first.yaml} another file of its
 * folder, {@code proto failing file=schemas/a/v1/a.proto} one of the repository. {@code
 * also=DG0405} allows a second code that cannot be avoided. {@code base} in place of failing or
 * passing is a file as it was before the change, for both. Blocks without such words are only read
 * by people. A second block of the same file begins another example.
 *
 * @param files text by path, from the dagger's folder or from the repository's root
 * @param base the same, for the revision that the change is compared with
 */
record PageExample(
    Code code,
    boolean failing,
    Map<String, String> files,
    Map<String, String> base,
    Set<Code> also) {

  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+) ([^\\n]+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern TOP_FOLDER = Pattern.compile("(daggers|schemas|infra)/.*");

  /** The examples of a page, in order. */
  static List<PageExample> of(Code code, String markdown) {
    List<PageExample> examples = new ArrayList<>();
    Map<String, String> base = new LinkedHashMap<>();
    Matcher block = BLOCK.matcher(markdown);
    while (block.find()) {
      Set<String> words = new LinkedHashSet<>(List.of(block.group(2).split(" ")));
      String file = attribute(words, "file", block.group(1).equals("sql") ? "query.sql" : "");
      file = file.isEmpty() ? "dagger.yaml" : file;
      if (words.contains("base")) {
        base.put(file, block.group(3));
        continue;
      }
      boolean failing = words.contains("failing");
      if (!failing && !words.contains("passing")) {
        continue;
      }
      PageExample last = examples.isEmpty() ? null : examples.get(examples.size() - 1);
      if (last == null || last.failing != failing || last.files.containsKey(file)) {
        last = new PageExample(code, failing, new LinkedHashMap<>(), base, new LinkedHashSet<>());
        examples.add(last);
      }
      last.files.put(file, block.group(3));
      String also = attribute(words, "also", "");
      if (!also.isEmpty()) {
        last.also.add(Code.valueOf(also));
      }
    }
    return examples;
  }

  /** Whether it is about more of the repository than one dagger's folder. */
  boolean needsOwnRepository() {
    return !base.isEmpty()
        || files.keySet().stream().anyMatch(file -> TOP_FOLDER.matcher(file).matches());
  }

  /** The path of one of its files, for a dagger in the folder given. */
  static String path(String file, String daggerFolder) {
    return TOP_FOLDER.matcher(file).matches() ? file : daggerFolder + "/" + file;
  }

  private static String attribute(Set<String> words, String key, String otherwise) {
    return words.stream()
        .filter(word -> word.startsWith(key + "="))
        .map(word -> word.substring(key.length() + 1))
        .findFirst()
        .orElse(otherwise);
  }
}
