package io.daggers.schema;

/**
 * What must stay as it is when schemas change. The names are those that {@code buf breaking} has
 * for the same rules, so that a team may run either.
 */
public enum EvolutionRule {
  FIELD_SAME_TYPE,
  FIELD_SAME_CARDINALITY,
  FIELD_SAME_ONEOF,
  FIELD_SAME_DEFAULT,
  FIELD_SAME_NAME,
  FIELD_SAME_JSON_NAME,
  FIELD_NO_DELETE,
  MESSAGE_SAME_REQUIRED_FIELDS,
  ONEOF_NO_DELETE,
  RESERVED_MESSAGE_NO_DELETE,
  ENUM_SAME_TYPE,
  ENUM_VALUE_NO_DELETE,
  ENUM_VALUE_SAME_NAME,
  RESERVED_ENUM_NO_DELETE,
  FILE_SAME_SYNTAX,
  PACKAGE_MESSAGE_NO_DELETE,
  PACKAGE_ENUM_NO_DELETE,
  PACKAGE_NO_DELETE
}
