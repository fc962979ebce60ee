-- What a person and an office sent within a day is summed up before more of it is kept, and wrong codes are
-- counted over all chats.
CREATE INDEX evidence_file_kept_of_person ON evidence_file (person_id, settled_at) WHERE status = 'kept';
CREATE INDEX evidence_file_kept_of_office ON evidence_file (office_id, settled_at) WHERE status = 'kept';
CREATE INDEX wrong_code_at ON wrong_code (tried_at);
