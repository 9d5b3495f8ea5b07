package dev.qudiffuse.nn;

/**
 * The numbers of a network: its parameters, and what its layers derive from them for the backward
 * pass.
 *
 * <p>Shared by all threads while nobody writes. Whoever changes {@link #values()} lets the network
 * derive again before the next pass. The arrays are the real ones, not copies.
 *
 * @param values all parameters in the order of their {@link ParameterLayout}
 * @param derived rearranged copies of some of them, such as convolution kernels flipped for the
 *     gradient of the input
 */
@SuppressWarnings(
    "ArrayRecordComponent") // a named pair of arrays; nobody compares weights by equals
public record Weights(float[] values, float[] derived) {}
