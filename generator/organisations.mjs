// A file of companies as an old Chinese customer system exports it, and whose each row is.
//   node generator/organisations.mjs --records 5000 --seed 1 --out companies.csv --truth companies.truth.csv [--errors 1]
import { runGenerator } from './command.mjs';
import { COMPANY_HEADER } from './company-record.mjs';
import { organisationsSet } from './organisations-set.mjs';

runGenerator(COMPANY_HEADER, organisationsSet);
