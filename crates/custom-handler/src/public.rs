//! Functions that the host calls under their public path.

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request},
    http::{Uri, uri::PathAndQuery},
    response::Response,
    routing::MethodRouter,
};
use std::{cmp::Reverse, convert::Infallible, sync::Arc};
use tokio::sync::OnceCell;
use tower::{ServiceExt, util::BoxCloneSyncService};

use crate::{
    Failure,
    app::unknown,
    layers::{Function, Received},
    route::RouteTemplate,
    state::LazyState,
};

type Service = BoxCloneSyncService<Request, Response, Infallible>;

/// All HTTP functions, the most particular route first.
#[derive(Clone, Default)]
pub(crate) struct PublicRoutes(Arc<Vec<(RouteTemplate, Service)>>);

impl PublicRoutes {
    pub(crate) fn add(&mut self, template: RouteTemplate, service: Service) {
        let routes = Arc::make_mut(&mut self.0);
        routes.push((template, service));
        routes.sort_by_key(|(template, _)| Reverse(template.precedence()));
    }

    pub(crate) async fn answer(self, mut request: Request) -> Result<Response, Infallible> {
        let found = self.0.iter().find_map(|(template, service)| {
            let path = template.canonical(request.uri().path())?;
            Some((with_path(request.uri(), path)?, service.clone()))
        });
        match found {
            Some((uri, service)) => {
                *request.uri_mut() = uri;
                service.oneshot(request).await
            }
            None => Ok(unknown()),
        }
    }
}

/// An HTTP function: axum's routing and extractors over the shared state.
pub(crate) fn http_function<S: Clone + Send + Sync + 'static>(
    template: &RouteTemplate,
    methods: &MethodRouter<S>,
    state: Arc<LazyState<S>>,
) -> Function {
    let mut routes: Router<S> = Router::new();
    for path in template.axum_paths() {
        routes = routes.route(&path, methods.clone());
    }
    // The limit has been applied when the body was read.
    let routes = routes.layer(DefaultBodyLimit::disable());
    let router: Arc<OnceCell<Router>> = Arc::default();
    Function::new(move |received| {
        let (routes, state, router) = (routes.clone(), state.clone(), router.clone());
        Box::pin(async move {
            let router = router
                .get_or_try_init(async || Ok::<_, Failure>(routes.with_state(state.get().await?)))
                .await?
                .clone();
            let Received { parts, body, share } = received;
            let Ok(response) = router
                .oneshot(Request::from_parts(parts, Body::from(body)))
                .await;
            drop(share);
            Ok(response)
        })
    })
}

/// The URI with another path.
fn with_path(uri: &Uri, mut path: String) -> Option<Uri> {
    if let Some(query) = uri.query() {
        path = path + "?" + query;
    }
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(path.parse::<PathAndQuery>().ok()?);
    Uri::from_parts(parts).ok()
}
