// expect-state 10111:1.0,0.0
// Generated from Cirq v1.3.0

OPENQASM 2.0;
include "qelib1.inc";


// Qubits: [q(0), q(1), q(2), q(3), q(4)]
qreg q[5];
creg m_result[5];


x q[4];
h q[0];
h q[1];
h q[2];
h q[3];
h q[4];
cx q[0],q[4];
cx q[2],q[4];
cx q[3],q[4];
h q[0];
h q[1];
h q[2];
h q[3];
h q[4];

// Gate: cirq.MeasurementGate(5, cirq.MeasurementKey(name='result'), ())
measure q[0] -> m_result[0];
measure q[1] -> m_result[1];
measure q[2] -> m_result[2];
measure q[3] -> m_result[3];
measure q[4] -> m_result[4];
