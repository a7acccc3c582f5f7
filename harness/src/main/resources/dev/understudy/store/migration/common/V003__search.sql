-- The searches that no index served: the latest of all, in exactly the order in which they are listed, and by object.
DROP INDEX operation_by_time;
CREATE INDEX operation_by_time ON operation (published_at DESC, run, sequence DESC);
CREATE INDEX operation_by_object ON operation (object, published_at);
