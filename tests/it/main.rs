//! One test binary, so that the document engine is linked once.
