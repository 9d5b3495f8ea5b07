// expect-state 011:1
OPENQASM 3.0;
include "stdgates.inc";
const int n = 3;
qubit[n] q;
x q[0];
for int i in [0:n-1] { cx q[i], q[(i+1)%n]; }
