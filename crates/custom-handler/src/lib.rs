//! The protocol of Azure Functions custom handlers.
