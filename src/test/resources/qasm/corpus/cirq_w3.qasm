// expect-state 001:0.577350269189626,0.0 010:0.577350269189626,0.0 100:0.577350269189626,0.0
// Generated from Cirq v1.3.0

OPENQASM 2.0;
include "qelib1.inc";


// Qubits: [q(0), q(1), q(2)]
qreg q[3];
creg m_result[3];


ry(pi*0.6081734479693927) q[0];
ch q[0],q[1];
cx q[1],q[2];
cx q[0],q[1];
x q[0];

// Gate: cirq.MeasurementGate(3, cirq.MeasurementKey(name='result'), ())
measure q[0] -> m_result[0];
measure q[1] -> m_result[1];
measure q[2] -> m_result[2];
