package io.daggers.agent.health;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.daggers.definition.DaggerName;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What a person asks of an agent over HTTP: {@code POST /confirm?revision=...}, and {@code /retry}
 * and {@code /restart} with {@code ?dagger=team/name}.
 *
 * <p>The agent listens on the loopback interface and asks for no password: whoever can run programs
 * on its machine may ask. Web pages in a browser on that machine may not, though a browser sends a
 * plain POST to any address for any page. So a request must have the header {@code X-Daggers: 1},
 * which a page of another origin can only send after asking with OPTIONS, and that is never allowed
 * here. A page that took over the agent's name (by DNS) is of the same origin and need not ask; but
 * browsers add {@code Origin} to each POST, and a request that has one is refused.
 */
final class Requests {

  static final String HEADER = "X-Daggers";

  private final Desk desk;

  Requests(Desk desk) {
    this.desk = desk;
  }

  /** What is answered, and with which code. */
  record Answer(int code, String text) {}

  /** One of the things that can be asked. */
  private interface Request {
    String ask(String value) throws TurnedDownException;
  }

  Answer confirm(HttpExchange exchange) {
    return answer(exchange, "revision", desk::confirm);
  }

  Answer retry(HttpExchange exchange) {
    return answer(exchange, "dagger", name -> desk.retry(dagger(name)));
  }

  Answer restart(HttpExchange exchange) {
    return answer(exchange, "dagger", name -> desk.restart(dagger(name)));
  }

  private static Answer answer(HttpExchange exchange, String parameter, Request request) {
    Headers headers = exchange.getRequestHeaders();
    if (!exchange.getRequestMethod().equals("POST")) {
      return new Answer(405, "this takes a POST, as bin/dagger sends it");
    }
    if (headers.containsKey("Origin") || !"1".equals(headers.getFirst(HEADER))) {
      return new Answer(403, "this is not for web pages; a request needs the header X-Daggers: 1");
    }
    try {
      return new Answer(200, request.ask(value(exchange, parameter)));
    } catch (TurnedDownException e) {
      return new Answer(409, String.valueOf(e.getMessage()));
    }
  }

  /** The value of a parameter in the address. */
  static String value(HttpExchange exchange, String parameter) throws TurnedDownException {
    String query = exchange.getRequestURI().getRawQuery();
    for (String part : query == null ? new String[0] : query.split("&", -1)) {
      if (part.startsWith(parameter + "=")) {
        return URLDecoder.decode(part.substring(parameter.length() + 1), StandardCharsets.UTF_8);
      }
    }
    throw new TurnedDownException("it is not said which %s; add ?%1$s=...".formatted(parameter));
  }

  static DaggerName dagger(String name) throws TurnedDownException {
    try {
      return DaggerName.parse(name);
    } catch (IllegalArgumentException e) {
      throw new TurnedDownException(e.getMessage());
    }
  }
}
