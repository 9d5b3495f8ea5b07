/**
 * Labelled images on disk: the IDX format of MNIST, read strictly and written whole.
 *
 * <p>A file that is missing, damaged or foreign gives a {@link dev.qudiffuse.data.DataException},
 * never data that is only half right.
 */
@NullMarked
package dev.qudiffuse.data;

import org.jspecify.annotations.NullMarked;
