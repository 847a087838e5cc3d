package io.daggers.job.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.table.data.RowData;

/** Reads its partitions in turn, up to where the edit comes until it has come, then to the end. */
final class FeedReader implements SourceReader<RowData, FeedSplit> {

  private final Run run;
  private final List<Feed> feeds;
  private final FeedDecoder decoder;
  private final List<FeedSplit> splits = new ArrayList<>();
  private final CompletableFuture<Void> assigned = new CompletableFuture<>();
  private int turn;
  private boolean atEdit;

  FeedReader(Run run, List<Feed> feeds, FeedDecoder decoder) {
    this.run = run;
    this.feeds = feeds;
    this.decoder = decoder;
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
    if (!assigned.isDone()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    boolean woken = run.woken().isDone();
    boolean edited = run.edited().isDone();
    for (int tried = 0; tried < splits.size(); tried++) {
      turn = (turn + 1) % splits.size();
      FeedSplit split = splits.get(turn);
      Feed feed = feeds.get(split.partition());
      boolean speaks = woken && feed.before() == 0 && split.next() == 0;
      if (speaks || split.next() < (edited ? feed.messages().size() : feed.before())) {
        output
            .createOutputForSplit(split.splitId())
            .collect(decoder.row(feed.messages().get(split.next())));
        splits.set(turn, split.advanced());
        if (speaks) {
          run.spoke();
        }
        return InputStatus.MORE_AVAILABLE;
      }
    }
    if (edited) {
      return InputStatus.END_OF_INPUT;
    }
    if (!atEdit) {
      atEdit = true;
      List<FeedSplit> silent = splits.stream().filter(split -> split.next() == 0).toList();
      silent.forEach(each -> output.createOutputForSplit(each.splitId()).markIdle());
      run.arrived(splits.size(), silent.size());
    }
    return InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public List<FeedSplit> snapshotState(long checkpointId) {
    return List.copyOf(splits);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (!assigned.isDone()) {
      return assigned;
    }
    return run.woken().isDone() ? run.edited() : run.woken();
  }

  @Override
  public void addSplits(List<FeedSplit> more) {
    splits.addAll(more);
  }

  @Override
  public void notifyNoMoreSplits() {
    assigned.complete(null);
  }

  @Override
  public void close() {}
}
