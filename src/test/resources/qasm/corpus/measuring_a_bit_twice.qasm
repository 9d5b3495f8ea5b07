// expect-outcome c=1
// expect-measurements 1->c[0]
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit c;
x q[1];
c = measure q[0];
c = measure q[1];
