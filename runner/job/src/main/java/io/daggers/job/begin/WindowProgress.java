package io.daggers.job.begin;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;

/** Reads out of a savepoint or checkpoint how far its job had come in writing windows. */
public final class WindowProgress {

  static final String UID = "whole-windows";

  /** Of a part of a job that does not know what was written before it was restored. */
  static final long UNKNOWN = Long.MIN_VALUE + 1;

  private WindowProgress() {}

  static ListStateDescriptor<Long> wholeFrom() {
    return new ListStateDescriptor<>("whole from", Types.LONG);
  }

  static ListStateDescriptor<Long> writtenBefore() {
    return new ListStateDescriptor<>("written before", Types.LONG);
  }

  static ListStateDescriptor<Long> writtenUntil() {
    return new ListStateDescriptor<>("written until", Types.LONG);
  }

  /**
   * The time by which windows ended that are written, or were never to be: all of them, and none
   * that ended later.
   *
   * @param location of the savepoint or checkpoint, as a URI
   * @return in milliseconds since 1970, {@link io.daggers.sql.table.ResultWindows#NEVER} where none
   *     was written; empty where the job did not know
   * @throws IOException where it cannot be read
   */
  public static OptionalLong writtenUntil(String location) throws IOException {
    OperatorID id = new OperatorID(StreamGraphHasherV2.generateUserSpecifiedHash(UID));
    for (OperatorState operator : operators(location)) {
      if (operator.getOperatorID().equals(id)) {
        return least(handles(operator));
      }
    }
    return OptionalLong.empty();
  }

  private static Iterable<OperatorState> operators(String location) throws IOException {
    CompletedCheckpointStorageLocation place =
        AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(location);
    try (DataInputStream in = new DataInputStream(place.getMetadataHandle().openInputStream())) {
      return Checkpoints.loadCheckpointMetadata(
              in, WindowProgress.class.getClassLoader(), place.getExternalPointer())
          .getOperatorStates();
    }
  }

  private static List<OperatorStateHandle> handles(OperatorState operator) {
    return operator.getStates().stream()
        .flatMap(part -> part.getManagedOperatorState().stream())
        .toList();
  }

  private static OptionalLong least(List<OperatorStateHandle> handles) throws IOException {
    boolean asynchronous = false;
    try (CloseableRegistry open = new CloseableRegistry();
        OperatorStateBackend state =
            new DefaultOperatorStateBackendBuilder(
                    WindowProgress.class.getClassLoader(),
                    new ExecutionConfig(),
                    asynchronous,
                    handles,
                    open)
                .build()) {
      Iterable<Long> parts = state.getUnionListState(writtenUntil()).get();
      OptionalLong least =
          StreamSupport.stream(parts.spliterator(), false).mapToLong(Long::longValue).min();
      return least.isPresent() && least.getAsLong() == UNKNOWN ? OptionalLong.empty() : least;
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("its windows cannot be read: " + e.getMessage(), e);
    }
  }
}
