/** The chart below {@code helm/}: what Helm makes of it, and whether it fits the service. */
@NullMarked
package dev.qudiffuse.chart;

import org.jspecify.annotations.NullMarked;
