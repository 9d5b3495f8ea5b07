/** The service behind real gateways, which run as processes of their own. */
@NullMarked
package dev.qudiffuse.gateway;

import org.jspecify.annotations.NullMarked;
