package io.daggers.agent;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends its process, as {@code kill -9} would, at a step on the way of what it stands in front of:
 * before or after a call.
 */
final class Failpoint {

  /** At no step. */
  static final String NONE = "none";

  private final String at;
  private final AtomicInteger passed = new AtomicInteger();

  /**
   * @param at which step it is, from 1; or what it is called, such as {@code before start}
   */
  Failpoint(String at) {
    this.at = at;
  }

  /** Stands in front of an object, at the methods of these names. */
  <T> T before(Class<T> port, T object, Set<String> methods) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              boolean counts = methods.contains(method.getName());
              if (counts) {
                pass("before " + method.getName());
              }
              try {
                return method.invoke(object, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                if (counts) {
                  pass("after " + method.getName());
                }
              }
            }));
  }

  void pass(String step) {
    if (at.equals(step) || at.equals(Integer.toString(passed.incrementAndGet()))) {
      System.out.println("killed " + step);
      System.out.flush();
      Runtime.getRuntime().halt(137);
    }
  }
}
