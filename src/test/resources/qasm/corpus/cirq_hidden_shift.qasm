// expect-state 1010:1.0,0.0
// Generated from Cirq v1.3.0

OPENQASM 2.0;
include "qelib1.inc";


// Qubits: [q(0), q(1), q(2), q(3)]
qreg q[4];
creg m_result[4];


h q[0];
h q[1];
h q[2];
h q[3];
x q[0];
x q[2];
cz q[0],q[1];
cz q[2],q[3];
x q[0];
x q[2];
h q[0];
h q[1];
h q[2];
h q[3];
cz q[0],q[1];
cz q[2],q[3];
h q[0];
h q[1];
h q[2];
h q[3];

// Gate: cirq.MeasurementGate(4, cirq.MeasurementKey(name='result'), ())
measure q[0] -> m_result[0];
measure q[1] -> m_result[1];
measure q[2] -> m_result[2];
measure q[3] -> m_result[3];
