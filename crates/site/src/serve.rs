//! Answering on a listener until told to end.

use axum::Router;
use tokio::net::TcpListener;

/// Answers requests on `listener` with `router` until `ended` is; answers under way are finished.
///
/// # Errors
/// What the listener says when it can no longer accept.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    ended: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router)
        .with_graceful_shutdown(ended)
        .await
}
