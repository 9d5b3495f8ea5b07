// expect-state 11:1
OPENQASM 3.0;
include "stdgates.inc";
gate eighth a { t a; }
qubit[2] q;
h q;
pow(4) @ eighth q[0];
pow(-4) @ eighth q[1];
h q;
