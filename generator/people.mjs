// A file of people as an old Chinese customer system exports it, and whose each row is.
//   node generator/people.mjs --records 5000 --seed 1 --out people.csv --truth people.truth.csv [--errors 1]
import { runGenerator } from './command.mjs';
import { peopleSet } from './people-set.mjs';
import { PERSON_HEADER } from './person-record.mjs';

runGenerator(PERSON_HEADER, peopleSet);
