package io.daggers.sql.function.reference;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What an analyst reads about a function; {@code docs/functions.md} is made of it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Described {

  /** How it is called in SQL, in capitals. */
  String name();

  Topic topic();

  /** A call with what it takes, such as {@code S2_TOKEN(cell BIGINT)}. */
  String form();

  /** The type of its result. */
  String gives();

  /** One or two sentences. */
  String does();

  /** When the result is NULL. */
  String nulls();

  /** What the arguments are, in order; behind the last of these they may be anything. */
  Argument[] arguments() default {};

  Example[] examples();

  /** A call and its result; a test runs it. */
  @interface Example {

    /** An expression. */
    String sql();

    /** What an aggregate reads; empty where the expression needs no rows. */
    String from() default "";

    /** The result as text. */
    String result();
  }
}
