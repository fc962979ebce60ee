//! stub
use super::state::World;
use axum::Router;
use std::sync::Arc;
pub(super) fn routes() -> Router<Arc<World>> {
    Router::new()
}
