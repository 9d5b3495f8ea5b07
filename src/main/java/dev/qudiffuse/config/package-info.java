/** Settings, wiring, health and metrics: where the parts of the service are put together. */
@NullMarked
package dev.qudiffuse.config;

import org.jspecify.annotations.NullMarked;
