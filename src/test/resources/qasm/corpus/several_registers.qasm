// expect-qubits 12
OPENQASM 3.0;
qubit[8] left;
qubit[4] right;
