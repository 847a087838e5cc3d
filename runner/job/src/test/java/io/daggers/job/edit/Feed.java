package io.daggers.job.edit;

import java.util.List;

/**
 * One partition of a topic, as protobuf messages.
 *
 * @param before how many of them come before the edit
 */
record Feed(List<byte[]> messages, int before) {
  Feed {
    messages = List.copyOf(messages);
  }
}
