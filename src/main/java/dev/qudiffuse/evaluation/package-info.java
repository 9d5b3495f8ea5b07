/**
 * Judges generated digits: a classifier of the project's own that reads them, and measures of how
 * the digits as a whole compare with real ones in the classifier's features.
 *
 * <p>Nothing here knows how digits are generated; it sees images and the digits that were asked
 * for.
 */
@NullMarked
package dev.qudiffuse.evaluation;

import org.jspecify.annotations.NullMarked;
