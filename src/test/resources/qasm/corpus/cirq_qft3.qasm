// expect-state 000:0.353553390593274,0.0 001:-0.25,-0.25 010:0.0,0.353553390593274 011:0.25,-0.25 100:-0.353553390593274,0.0 101:0.25,0.25 110:0.0,-0.353553390593274 111:-0.25,0.25
// Generated from Cirq v1.3.0

OPENQASM 2.0;
include "qelib1.inc";


// Qubits: [q(0), q(1), q(2)]
qreg q[3];
creg m_result[3];


x q[0];
x q[2];
h q[0];
cu1(pi*0.5) q[1],q[0];
cu1(pi*0.25) q[2],q[0];
h q[1];
cu1(pi*0.5) q[2],q[1];
h q[2];
swap q[0],q[2];

// Gate: cirq.MeasurementGate(3, cirq.MeasurementKey(name='result'), ())
measure q[0] -> m_result[0];
measure q[1] -> m_result[1];
measure q[2] -> m_result[2];
