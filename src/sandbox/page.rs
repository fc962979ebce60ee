//! stub
use std::sync::Arc;
use axum::Router;
use super::state::World;
pub(super) fn routes() -> Router<Arc<World>> { Router::new() }
