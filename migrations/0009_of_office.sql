-- What belongs to one office, or to one person, is found without going through everybody's.
CREATE INDEX measure_of_office ON measure (office_id);
CREATE INDEX holding_of_office ON holding (office_id) WHERE held_until IS NULL;
CREATE INDEX holding_ended ON holding (person_id) WHERE held_until IS NOT NULL;
