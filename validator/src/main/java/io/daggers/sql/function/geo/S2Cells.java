package io.daggers.sql.function.geo;

import com.google.common.geometry.S2CellId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** S2 cells by their ids. */
final class S2Cells {

  private S2Cells() {}

  /** The cell of an id; nothing where there is none. */
  static Optional<S2CellId> of(@Nullable Long id) {
    return Optional.ofNullable(id).map(S2CellId::new).filter(S2CellId::isValid);
  }
}
