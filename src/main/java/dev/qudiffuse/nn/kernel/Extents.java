package dev.qudiffuse.nn.kernel;

/**
 * Where the pixels of an image lie: {@code rows} rows that begin {@code rowStride} floats apart, of
 * {@code columns} pixels each, of {@code channels} floats each. What lies between the rows is not
 * touched.
 *
 * @param rows rows of pixels
 * @param columns pixels in a row
 * @param rowStride from one row to the next
 * @param channels floats of a pixel
 */
public record Extents(int rows, int columns, int rowStride, int channels) {}
