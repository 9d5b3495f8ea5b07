// expect-state 01:0,1
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
h q[0];
pow(0.25) @ z q[0];
pow(0.25) @ z q[0];
sdg q[0];
h q[0];
pow(1/3) @ y q[1];
pow(1/3) @ y q[1];
pow(1/3) @ y q[1];
