/*
 * OpenQASM 2 (arXiv 1707.03429) and the part of OpenQASM 3 (arXiv 2104.14722, openqasm.com) that
 * describes circuits of gates with final measurements. One grammar reads both: what a version does
 * not know, such as `qubit` in 2, is simply allowed.
 *
 * Words that other versions use as plain names stay names wherever that is unambiguous, so that
 * `qreg input[2];` of an OpenQASM 2 program can be read. Two tokens decide every choice: looking
 * further ahead could take long where a stranger's program is nested deeply.
 */
grammar Qasm;

program: version? statement* EOF;

version: OPENQASM NUMBER SEMICOLON;

statement
    : include
    | qubitDeclaration
    | bitDeclaration
    | inputDeclaration
    | gateDefinition
    | opaqueDeclaration
    | blockStatement
    ;

// What may also stand within a loop.
blockStatement
    : constDeclaration
    | alias
    | forLoop
    | barrier
    | measureArrow
    | measureAssignment
    | gateCall
    ;

include: INCLUDE STRING SEMICOLON;

qubitDeclaration
    : QREG name designator SEMICOLON
    | QUBIT designator? name SEMICOLON
    ;

bitDeclaration
    : CREG name designator SEMICOLON
    | BIT designator? name (EQUALS MEASURE operand)? SEMICOLON
    ;

constDeclaration: CONST scalarType name EQUALS expression SEMICOLON;

inputDeclaration: INPUT scalarType name SEMICOLON;

scalarType: (INT | UINT | FLOAT | ANGLE) designator?;

designator: LBRACKET expression RBRACKET;

gateDefinition
    : GATE gateName (LPAREN parameters=nameList? RPAREN)? qubits=nameList LBRACE gateStatement* RBRACE
    ;

gateStatement: gateCall | barrier;

opaqueDeclaration: OPAQUE gateName (LPAREN nameList? RPAREN)? nameList SEMICOLON;

nameList: name (COMMA name)*;

alias: LET name EQUALS operand (CONCATENATE operand)* SEMICOLON;

forLoop: FOR scalarType? name IN loopRange loopBody;

loopRange
    : LBRACE expressionList RBRACE
    | LBRACKET range RBRACKET
    ;

loopBody
    : LBRACE blockStatement* RBRACE
    | blockStatement
    ;

range: expression COLON expression (COLON expression)?;

barrier: BARRIER operandList? SEMICOLON;

measureArrow: MEASURE operand ARROW operand SEMICOLON;

measureAssignment: operand EQUALS MEASURE operand SEMICOLON;

gateCall: modifier* gateName (LPAREN expressionList? RPAREN)? operandList? SEMICOLON;

modifier
    : INV AT
    | POW LPAREN expression RPAREN AT
    | (CTRL | NEGCTRL) (LPAREN expression RPAREN)? AT
    ;

operandList: operand (COMMA operand)*;

operand: name (LBRACKET selection RBRACKET)?;

selection
    : LBRACE expressionList RBRACE
    | expression (COLON expression (COLON expression)?)?
    ;

expressionList: expression (COMMA expression)*;

// In order of precedence. A power binds tighter than a sign: -2**2 is -4.
expression
    : LPAREN expression RPAREN                                           # parentheses
    | <assoc=right> expression operator=(POWER | CARET) expression       # power
    | operator=(PLUS | MINUS) expression                                 # sign
    | expression operator=(TIMES | DIVIDE | PERCENT) expression          # product
    | expression operator=(PLUS | MINUS) expression                      # sum
    | function=(IDENTIFIER | POW) LPAREN expressionList RPAREN           # functionCall
    | name                                                               # variable
    | NUMBER                                                             # number
    ;

gateName: IDENTIFIER;

name: IDENTIFIER | INPUT | OUTPUT | IN | LET | CONST | ANGLE | FLOAT | INT | UINT | INV | CTRL | NEGCTRL | UNSUPPORTED_NAME;

OPENQASM: 'OPENQASM';
INCLUDE: 'include';
QREG: 'qreg';
CREG: 'creg';
QUBIT: 'qubit';
BIT: 'bit';
CONST: 'const';
INPUT: 'input';
OUTPUT: 'output';
INT: 'int';
UINT: 'uint';
FLOAT: 'float';
ANGLE: 'angle';
GATE: 'gate';
OPAQUE: 'opaque';
LET: 'let';
FOR: 'for';
IN: 'in';
BARRIER: 'barrier';
MEASURE: 'measure';
INV: 'inv';
POW: 'pow';
CTRL: 'ctrl';
NEGCTRL: 'negctrl';

// Known words that no rule uses: the parser says of them that they are not supported. In OpenQASM 2
// those of the second list may be names.
UNSUPPORTED: 'if' | 'reset' | 'while' | 'def' | 'else';
UNSUPPORTED_NAME
    : 'array' | 'bool' | 'box' | 'break' | 'cal' | 'complex' | 'continue' | 'creturn' | 'defcal'
    | 'defcalgrammar' | 'delay' | 'duration' | 'durationof' | 'end' | 'extern' | 'mutable' | 'nop'
    | 'readonly' | 'return' | 'stretch' | 'switch' | 'case' | 'default'
    ;
PRAGMA: ('#pragma' | 'pragma' | '#dim') ~[\r\n]*;
HARDWARE_QUBIT: '$' [0-9]+;

LPAREN: '(';
RPAREN: ')';
LBRACKET: '[';
RBRACKET: ']';
LBRACE: '{';
RBRACE: '}';
COMMA: ',';
SEMICOLON: ';';
COLON: ':';
EQUALS: '=';
ARROW: '->';
AT: '@';
CONCATENATE: '++';
PLUS: '+';
MINUS: '-';
POWER: '**';
TIMES: '*';
DIVIDE: '/';
PERCENT: '%';
CARET: '^';

NUMBER: (DIGITS ('.' DIGITS?)? | '.' DIGITS) ([eE] [+-]? DIGITS)?;
IDENTIFIER: [\p{L}_] [\p{L}\p{N}_]*;
STRING: '"' ~["\r\n]* '"' | '\'' ~['\r\n]* '\'';

COMMENT: ('//' ~[\r\n]* | '/*' .*? '*/') -> skip;
WHITESPACE: [ \t\r\n]+ -> skip;

// Anything else, so that the parser and not the lexer complains, with a position.
UNEXPECTED: .;

fragment DIGITS: [0-9] ('_'? [0-9])*;
