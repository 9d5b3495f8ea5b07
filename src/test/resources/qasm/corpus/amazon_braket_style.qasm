// expect-state 00:0.7071067811865476 11:0.7071067811865476
OPENQASM 3;
qubit[2] q;
gate bell_pair a, b {
  U(pi/2, 0, pi) a;
  ctrl @ U(pi, 0, pi) a, b;
}
bell_pair q[0], q[1];
