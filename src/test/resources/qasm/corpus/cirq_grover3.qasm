// expect-state 000:-0.088388347648319,0.0 001:-0.088388347648319,0.0 010:-0.088388347648319,0.0 011:-0.088388347648318,0.0 100:-0.088388347648319,0.0 101:0.972271824131504,0.0 110:-0.088388347648318,0.0 111:-0.088388347648318,0.0
// Generated from Cirq v1.3.0

OPENQASM 2.0;
include "qelib1.inc";


// Qubits: [q(0), q(1), q(2)]
qreg q[3];
creg m_result[3];


h q[0];
h q[1];
h q[2];
x q[1];
h q[2];
ccx q[0],q[1],q[2];
h q[2];
x q[1];
h q[0];
h q[1];
h q[2];
x q[0];
x q[1];
x q[2];
h q[2];
ccx q[0],q[1],q[2];
h q[2];
x q[0];
x q[1];
x q[2];
h q[0];
h q[1];
h q[2];
x q[1];
h q[2];
ccx q[0],q[1],q[2];
h q[2];
x q[1];
h q[0];
h q[1];
h q[2];
x q[0];
x q[1];
x q[2];
h q[2];
ccx q[0],q[1],q[2];
h q[2];
x q[0];
x q[1];
x q[2];
h q[0];
h q[1];
h q[2];

// Gate: cirq.MeasurementGate(3, cirq.MeasurementKey(name='result'), ())
measure q[0] -> m_result[0];
measure q[1] -> m_result[1];
measure q[2] -> m_result[2];
