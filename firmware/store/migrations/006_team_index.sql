-- A team's page counts its members and their hours.
CREATE INDEX member_by_team ON member (team_id, has_left) WHERE team_id IS NOT NULL;
