package dev.qudiffuse.quantum;

/**
 * A unitary on one or more qubits, or on none ({@link GlobalPhase}), perhaps with angles.
 *
 * <h2>Conventions</h2>
 *
 * <p><b>Qubit 0 is the most significant bit</b> of the basis index. On two qubits the basis is, in
 * order, |00>, |01>, |10>, |11>, where the left bit is qubit 0. A gate's own matrix uses the same
 * rule for the qubits in the order in which they are given: the first is the more significant one.
 * For controlled gates the first qubit is the control.
 *
 * <pre>
 * X on qubit 0 of 2 = X (x) I        X on qubit 1 of 2 = I (x) X        CNOT, control 0, target 1
 *   0 0 1 0                            0 1 0 0                            1 0 0 0
 *   0 0 0 1                            1 0 0 0                            0 1 0 0
 *   1 0 0 0                            0 0 0 1                            0 0 0 1
 *   0 1 0 0                            0 0 1 0                            0 0 1 0
 * </pre>
 *
 * <p><b>Rotations</b> are {@code RX/RY/RZ(theta) = exp(-i theta/2 P)}; with c = cos(theta/2), s =
 * sin(theta/2):
 *
 * <pre>
 * RX =   c  -is      RY =  c  -s      RZ = e^(-i theta/2)  0               P(theta) = 1  0
 *      -is    c            s   c           0               e^(i theta/2)              0  e^(i theta)
 * </pre>
 *
 * <p>Gates are immutable and know their dense matrix, which is what tests, drawings and exports
 * rely on. How a gate is applied quickly is not their business but that of the simulator.
 */
public sealed interface Gate
    permits Controlled,
        FixedGate,
        GlobalPhase,
        PauliRotation,
        RotationGate,
        TwoQubitBlock,
        UnitaryGate {

  /** Number of qubits it acts on. */
  int qubits();

  /** Number of angles it takes. */
  int angles();

  /**
   * The dense matrix, {@code 2^qubits x 2^qubits}.
   *
   * @throws IllegalArgumentException if the number of angles is not {@link #angles()}
   */
  ComplexMatrix matrix(double... angles);
}
