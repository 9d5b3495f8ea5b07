/**
 * What stands around every request, whoever handles it: limits, security headers, what a proxy says
 * of the client, and problem details for what the server itself refuses.
 */
@NullMarked
package dev.qudiffuse.web.server;

import org.jspecify.annotations.NullMarked;
