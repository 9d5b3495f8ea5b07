// expect-equals ccx.qasm
OPENQASM 3.0;
qubit[3] q;
ctrl(2) @ U(pi, 0, pi) q[0], q[1], q[2];
