export { HiveSQL, TrinoSQL } from 'dt-sql-parser';
