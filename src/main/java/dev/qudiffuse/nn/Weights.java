package dev.qudiffuse.nn;

/**
 * The numbers of a network: its parameters, and what its layers derive from them to compute faster,
 * forward and backward.
 *
 * <p>Shared by all threads while nobody writes. Whoever changes {@link #values()} lets the network
 * derive again before the next pass. The arrays are the real ones, not copies.
 *
 * @param values all parameters in the order of their {@link ParameterLayout}
 * @param derived some of them in the form that a layer computes with: packed into panels, as the
 *     filters of Winograd's algorithm, or transposed for the gradient of the input
 */
@SuppressWarnings(
    "ArrayRecordComponent") // a named pair of arrays; nobody compares weights by equals
public record Weights(float[] values, float[] derived) {}
