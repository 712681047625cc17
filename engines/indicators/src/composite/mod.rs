//! Composite indices: one immutable specification, computed stage by stage.
