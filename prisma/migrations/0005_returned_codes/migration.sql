-- A code that was handed back and yet used on an order takes its points again: settling must know whose and how many.
grant select (member_id, redemption_no, points) on redemptions to regulars_drain;
