package io.daggers.job;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A TCP proxy in front of an HTTP server that spoils connections as it is told. */
public final class FaultyProxy implements AutoCloseable {

  /** What happens to requests that arrive. */
  public enum Fault {
    NONE,
    /** Nobody listens. */
    REFUSE,
    /** The server gets half of it; then both ends see a reset. */
    RESET_IN_REQUEST,
    /** The server gets all of it; the client sees a reset in place of the answer. */
    RESET_IN_ANSWER,
    /** The client gets no answer at all. */
    SILENCE,
    /** Answers come late. */
    DELAY,
    /** 503 with a Retry-After of one second. */
    BUSY
  }

  private static final int QUIET_MILLIS = 50;
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);
  private static final String BUSY_ANSWER =
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  private final int serverPort;
  private final int port;
  private final Duration delay;
  private final ExecutorService threads = Executors.newCachedThreadPool(FaultyProxy::daemon);
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger spoilt = new AtomicInteger();
  private volatile Fault fault = Fault.NONE;
  private ServerSocket listener;

  public FaultyProxy(String serverUrl, Duration delay) throws IOException {
    this.serverPort = URI.create(serverUrl).getPort();
    this.delay = delay;
    this.listener = listen(0);
    this.port = listener.getLocalPort();
    accept(listener);
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** From now on; connections that are open are closed. */
  public void set(Fault next) throws IOException {
    fault = next;
    sockets.forEach(FaultyProxy::reset);
    sockets.clear();
    if (next == Fault.REFUSE) {
      listener.close();
    } else if (listener.isClosed()) {
      listener = listen(port);
      accept(listener);
    }
  }

  /** How many requests did not get what they came for; refused connections are not seen. */
  public int spoilt() {
    return spoilt.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    sockets.forEach(FaultyProxy::reset);
    threads.shutdownNow();
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private void accept(ServerSocket on) {
    threads.execute(
        () -> {
          try {
            while (true) {
              serve(on.accept());
            }
          } catch (IOException e) {
            // The listener was closed: nobody is served any more.
          }
        });
  }

  private void serve(Socket client) {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      sockets.add(client);
      sockets.add(server);
      threads.execute(() -> spoilable(client, server));
      threads.execute(() -> answers(server, client));
    } catch (IOException e) {
      // The server is down, and so is its proxy.
      reset(client);
    }
  }

  private void spoilable(Socket client, Socket server) {
    try {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      byte[] chunk = new byte[1 << 16];
      for (int size = in.read(chunk); size >= 0; size = in.read(chunk)) {
        switch (fault) {
          case NONE, DELAY -> out.write(chunk, 0, size);
          case RESET_IN_REQUEST -> {
            out.write(chunk, 0, size / 2);
            out.flush();
            spoil(client, server);
            return;
          }
          case RESET_IN_ANSWER -> out.write(chunk, 0, size);
          case BUSY -> {
            spoilt.incrementAndGet();
            readOut(client, chunk, size);
            client.getOutputStream().write(BUSY_ANSWER.getBytes(US_ASCII));
            client.close();
            return;
          }
          case SILENCE, REFUSE -> spoilt.incrementAndGet();
        }
      }
    } catch (IOException e) {
      // Either end went away, which is what it is here for.
    }
    reset(server);
  }

  private void answers(Socket server, Socket client) {
    try {
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] chunk = new byte[1 << 16];
      for (int size = in.read(chunk); size >= 0; size = in.read(chunk)) {
        if (fault == Fault.RESET_IN_ANSWER) {
          spoil(client, server);
          return;
        }
        if (fault == Fault.DELAY) {
          LockSupport.parkNanos(delay.toNanos());
        }
        out.write(chunk, 0, size);
      }
    } catch (IOException e) {
      // As above.
    }
    reset(client);
  }

  private void spoil(Socket client, Socket server) {
    spoilt.incrementAndGet();
    reset(client);
    reset(server);
  }

  /** To the end of a chunked body; an answer before it would be lost in a reset. */
  private static void readOut(Socket client, byte[] chunk, int size) throws IOException {
    client.setSoTimeout(QUIET_MILLIS);
    int read = size;
    try {
      while (read >= 0 && !endsWithLastChunk(chunk, read)) {
        read = client.getInputStream().read(chunk);
      }
    } catch (SocketTimeoutException e) {
      // It is quiet: the body is over, whatever its form.
    }
  }

  private static boolean endsWithLastChunk(byte[] chunk, int size) {
    int from = size - LAST_CHUNK.length;
    return from >= 0 && Arrays.equals(chunk, from, size, LAST_CHUNK, 0, LAST_CHUNK.length);
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "faulty-proxy");
    thread.setDaemon(true);
    return thread;
  }
}
