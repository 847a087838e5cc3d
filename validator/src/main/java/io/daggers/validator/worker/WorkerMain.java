package io.daggers.validator.worker;

import io.daggers.definition.DaggerName;
import io.daggers.definition.RepositoryFiles;
import io.daggers.validator.InProcessPlanner;
import io.daggers.validator.ThreadPlanner;
import io.daggers.validator.World;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The child process: reads requests from its standard input, writes answers to its standard output,
 * and ends when its input does, which is also when the parent dies.
 */
public final class WorkerMain {

  private static final int BROKEN = 70;

  private final Frames frames;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final InProcessPlanner planner = new InProcessPlanner();

  private WorkerMain(Frames frames) {
    this.frames = frames;
  }

  public static void main(String[] args) {
    Frames frames =
        new Frames(
            new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    // A library that prints must not get between the answers.
    System.setOut(System.err);
    System.setIn(InputStream.nullInputStream());
    WorkerMain worker = new WorkerMain(frames);
    new Thread(null, worker::answer, "planner", ThreadPlanner.STACK_BYTES).start();
    worker.listen();
  }

  private void listen() {
    try {
      while (true) {
        requests.add(Frames.parse(frames.read(Frames.GREATEST_REQUEST), Request.class));
      }
    } catch (EOFException e) {
      Runtime.getRuntime().halt(0);
    } catch (IOException e) {
      end(e, BROKEN);
    }
  }

  private void answer() {
    try {
      frames.write(Ready.INSTANCE);
      World world = null;
      RepositoryFiles shared = RepositoryFiles.of(Map.of());
      while (true) {
        Request request = requests.take();
        if (request instanceof Request.Open open) {
          world = open.world();
          shared = RepositoryFiles.of(open.files());
        } else if (request instanceof Request.Plan plan && world != null) {
          Map<String, byte[]> files = new TreeMap<>(shared.contents());
          files.putAll(plan.files());
          DaggerName name = DaggerName.parse(plan.dagger());
          frames.write(planner.plan(RepositoryFiles.of(files), world, name));
        }
      }
    } catch (OutOfMemoryError e) {
      end(e, Worker.OUT_OF_MEMORY);
    } catch (Throwable e) {
      end(e, BROKEN);
    }
  }

  /** Whatever else is going on here, it ends with this. */
  private static void end(Throwable e, int code) {
    e.printStackTrace();
    Runtime.getRuntime().halt(code);
  }
}
