-- The file says once what it is.
select count(*) as publications
from published.publication
having count(*) <> 1
