-- hello
CREATE FUNCTION f AS 'java.lang.Runtime'
