// expect-state 001:0.577350269189626,0.0 010:0.577350269189626,0.0 100:0.577350269189626,0.0
OPENQASM 3.0;
include "stdgates.inc";
bit[3] c;
qubit[3] q;
ry(1.9106332362490184) q[0];
ch q[0], q[1];
cx q[1], q[2];
cx q[0], q[1];
x q[0];
c[0] = measure q[0];
c[1] = measure q[1];
c[2] = measure q[2];
