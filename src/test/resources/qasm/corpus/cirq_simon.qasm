// expect-state 0000:0.5,0.0 0011:0.5,0.0 1100:0.5,0.0 1111:-0.5,0.0
// Generated from Cirq v1.3.0

OPENQASM 2.0;
include "qelib1.inc";


// Qubits: [q(0), q(1), q(2), q(3)]
qreg q[4];
creg m_result[4];


h q[0];
h q[1];
cx q[0],q[2];
cx q[0],q[3];
cx q[1],q[2];
cx q[1],q[3];
h q[0];
h q[1];

// Gate: cirq.MeasurementGate(4, cirq.MeasurementKey(name='result'), ())
measure q[0] -> m_result[0];
measure q[1] -> m_result[1];
measure q[2] -> m_result[2];
measure q[3] -> m_result[3];
