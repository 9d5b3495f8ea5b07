// expect-state 011:0,-1
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
x q[mod(7, 4) - 1];
rx(pi * pow(2, 0)) q[floor(1.5)];
