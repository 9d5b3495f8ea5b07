/**
 * HTTP: requests become validated commands, drawings become PNG responses, failures become problem
 * details (RFC 9457).
 */
@NullMarked
package dev.qudiffuse.web;

import org.jspecify.annotations.NullMarked;
