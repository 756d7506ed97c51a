"""Portuguese headers."""

WORDS = {
    "item": """artigo|produto|material|peca|item|mercadoria number|codigo|id ; artigo ; produto ; material ; item
        codigo peca ; codigo|number|id artigo|produto|material|item|mercadoria ; codigo interno""",
    "item-name": """descricao|nome|designacao|texto artigo|produto|material|item ; texto breve material
        texto breve ; produto|artigo|item|material descricao|nome ; desc produto|item|material ; nome item|peca""",
    "description": "descricao ; designacao ; texto ; detalhe",
    "name": "nome ; razao social ; nome fantasia",
    "company-name": "empresa ; nome empresa",
    "code": "codigo ; referencia ; identificador",
    "item-kind": "tipo material|produto|artigo",
    "unit": """unidade ; unidade medida ; unidade base ; um registro ; unidade medida basica ; un medida ; und
        umr ; um basica ; unit registro ; unit medida ; unidade medida registro ; unit medida basica ; unid medida
        unid ; unidade estoque|compra|venda""",
    "quantity": """quantidade ; quantidades ; quantidade movimento ; quantidade um registro ; qtd um registro
        quantidade unit registro ; quantidade movimentada ; quant ; quantidade na unidade registro
        quantidade em unidade registro ; qt ; pecas ; quantidade total
        quantidade saida|entrada|consumida|transferida ; numero pecas ; unidades""",
    "ordered-quantity": """quantidade pedida ; quantidade pedido ; quantidade encomendada ; quantidade solicitada
        quantidade comprada ; qtd compra ; quantidade de compra ; unidades pedidas""",
    "planned-quantity": """quantidade planejada ; quantidade planeada ; quantidade prevista
        quantidade a produzir ; quantidade programada|ordem|op ; quantidade a fabricar ; quantidade lote
        tamanho lote ; quantidade solicitada ; meta""",
    "good-quantity": """quantidade boa ; quantidade produzida ; pecas boas|produzidas|aprovadas|ok ; produzido
        quantidade aprovada|realizada|concluida ; aprovadas ; producao real ; boas ; produzidas ; pecas conformes""",
    "scrap-quantity": """refugo ; sucata ; quantidade refugada ; perda ; perdas
        quantidade refugo|perda|rejeitada|sucata ; pecas ruins|rejeitadas|refugadas ; rejeitadas ; refugos
        rejeitos ; nao conformes""",
    "received-quantity": """quantidade recebida ; quantidade entregue ; quantidade fornecida ; recebido ; recebida
        quantidade atendida ; recebidas ; entregue""",
    "on-hand": """estoque ; saldo estoque ; stock ; existencias ; estoque atual ; quantidade estoque ; saldo
        quantidade em estoque ; saldo atual|final|sistema|fisico sistema ; quantidade atual|disponivel em estoque
        saldo disponivel ; estoque final|sistema|total ; qtd em estoque ; existencia atual ; quantidade saldo""",
    "available": "disponivel ; estoque disponivel ; quantidade disponivel",
    "counted": """contagem ; quantidade contada ; inventario fisico ; contagem fisica ; estoque|saldo fisico
        quantidade fisica ; contagem 1 ; primeira contagem ; quantidade real ; saldo contado ; estoque real
        contado""",
    "unit-cost": """custo unitario ; custo medio ; preco medio ; valor custo ; valor unitario custo
        custo medio unitario ; preco medio unitario""",
    "cost": "custo ; preco custo ; ultimo custo ; valor de custo ; custo produto",
    "standard-cost": "custo padrao ; preco standard ; preco padrao",
    "purchase-price": """preco compra ; preco liquido ; preco custo ; custo aquisicao|compra ; preco fornecedor
        ultimo preco compra ; preco unitario compra""",
    "unit-price": """preco por unidad ; preco unitario ; valor unitario ; valor unit ; vlr unit ; vl unitario
        vl unit ; vlr unitario ; preco unit ; preco por unidade ; p unit""",
    "price": "preco",
    "selling-price": """preco venda ; valor venda ; preco final ; preco lista|tabela ; valor tabela
        preco ao consumidor ; preco publico ; preco varejo""",
    "amount": """montante ; valor ; valor total ; montante em moeda interna ; montante mi ; total ; montante em mi
        preco total ; custo total ; vlr total ; vl total ; valor estoque ; total geral ; valor liquido ; subtotal
        valor do estoque""",
    "date": "data ; dia",
    "posting-date": """data lancamento ; data movimento ; data movimentacao ; data contabilizacao ; dt lancamento
        date lancamento ; data saida|ajuste|consumo|operacao|transacao ; date movimento ; data lanc ; dt mov
        data mov ; date mov""",
    "document-date": "data documento",
    "sale-date": "data venda|emissao|fatura ; data nota fiscal",
    "order-date": """data pedido ; data encomenda ; data compra ; emissao ; data emissao ; date emissao
        date pedido ; data oc ; data solicitacao""",
    "due-date": """data vencimento ; vencimento ; data necessidade ; prazo ; data limite ; termino previsto
        fim previsto ; prazo entrega ; data conclusao prevista ; prazo final ; data entrega cliente
        data requerida ; previsao termino|conclusao""",
    "promised-date": """data entrega prevista|estimada|programada ; data prevista entrega ; data prometida
        data confirmada ; data prevista ; previsao entrega ; entrega prevista ; previsao ; data previsao
        prazo entrega ; data chegada prevista ; date prevista ; data entrega estimada ; previsao chegada
        data previsao entrega""",
    "delivery-date": "data entrega ; data remessa ; date entrega",
    "received-date": """data entrega real ; data recebimento ; data recepcao ; recebido em ; date recebimento
        data chegada ; data real entrega ; data recebida ; entregue em ; data entregue ; data entrada nota""",
    "release-date": "data liberacao ; data abertura ; data emissao op ; abertura",
    "start-date": "data inicio ; inicio ; data inicial ; date inicio",
    "end-date": "data fim ; fim ; data final ; data termino ; termino",
    "valid-from": "valido desde ; valido a partir ; inicio validade",
    "valid-to": "valido ate ; fim validade",
    "entered-at": "data criacao ; criado em ; data registro ; data entrada ; data cadastro ; data registo",
    "entered-by": "criado por",
    "movement": "number movimento ; id movimento ; movimento ; codigo movimento",
    "movement-type": """tipo movimento ; tipo movimentacao ; tipo operacao ; tp movimento ; tpmov ; entrada saida
        tipo mov ; entrada ou saida ; e s ; operacao estoque ; natureza""",
    "type": "tipo ; classe",
    "document": """documento ; number documento ; documento material ; nota fiscal ; guia remessa ; doc material
        nf ; requisicao ; romaneio ; number requisicao ; number nf ; number nota fiscal ; nota ; number nota
        nf e ; numero documento ; nfe""",
    "reference": "referencia",
    "line": "linha ; item pedido ; item documento material ; posicao ; item documento ; item doc material",
    "lot": "lote ; number lote ; number serie ; serie ; corrida ; codigo lote ; id lote",
    "location": """deposito ; armazem ; localizacao ; almoxarifado ; local ; local estoque ; prateleira
        endereco estoque ; local armazenagem|estocagem ; filial ; estante ; rua posicao ; nome deposito|armazem
        codigo deposito|armazem ; id deposito ; almox ; posicao estoque ; gaveta""",
    "from-location": "deposito|armazem|local origem ; origem",
    "to-location": "deposito|armazem|local destino ; destino ; deposito recebedor",
    "supplier": """fornecedor centro fornecedor ; codigo|number|id fornecedor ; fornecedor codigo|number|id
        fornecedor ; fornecedor principal|padrao|preferencial""",
    "supplier-name": """descricao|denominacao fornecedor ; razao social fornecedor ; nome fornecedor
        fornecedor nome ; nome fantasia fornecedor""",
    "customer": "codigo|number|id cliente ; cliente codigo|number|id ; cliente",
    "customer-name": "descricao|denominacao cliente ; razao social cliente ; nome cliente",
    "job": """ordem producao|fabrico|servico|fabricacao ; ordem ; number ordem ; op ; os ; projeto ; number op
        number ordem producao ; codigo op|os|projeto ; number os ; numero op ; number projeto ; obra
        id op|os|projeto""",
    "job-name": """descricao ordem|projeto ; nome projeto ; titulo ; descricao servico|trabalho ; servico
        assunto ; nome obra""",
    "purchase-order": """pedido ; pedido compra ; encomenda ; ordem compra ; number pedido ; documento compras
        documento compra""",
    "buyer": "comprador",
    "invoice": """fatura ; factura ; number fatura ; nota fiscal ; nf ; number nf ; number nota
        number nota fiscal ; numero nf ; nota fiscal number""",
    "invoice-date": """data fatura ; data factura ; data nf|nota ; data nota fiscal entrada ; emissao nf
        data emissao nf""",
    "parent-item": """produto pai ; produto acabado ; conjunto ; pai ; produto final ; receita ; codigo pai
        item pai ; produto fabricado ; formula ; codigo produto pai|acabado""",
    "component": """componente ; materia prima ; insumo ; codigo componente ; filho ; item filho ; codigo filho
        id componente ; ingrediente ; codigo insumo ; codigo materia prima ; id insumo ; componente filho
        materia""",
    "quantity-per": """quantidade por ; quantidade componente ; quantidade necessaria ; quantidade por unidade
        consumo ; quantidade unitaria|requerida|usada|utilizada ; consumo unitario ; quantidade por produto|peca
        coeficiente ; uso""",
    "work-center": "centro trabalho ; maquina ; recurso ; posto trabalho",
    "step": "number operacao ; sequencia ; etapa ; fase ; number etapa ; processo ; roteiro etapa",
    "operation-name": "operacao ; descricao operacao ; atividade ; tarefa",
    "planned-hours": """horas planejadas ; horas previstas ; horas estimadas|orcadas|programadas|padrao
        tempo previsto|padrao|estimado hours""",
    "employee": """funcionario ; matricula ; colaborador ; codigo funcionario ; operador ; trabalhador ; tecnico
        empregado ; id funcionario|colaborador|operador ; number funcionario ; funcionario id ; cracha""",
    "employee-name": """nome funcionario|colaborador|operador ; nome completo ; nome trabalhador|tecnico
        nome funcionario""",
    "user": """usuario ; utilizador ; nome usuario ; pessoa ; membro ; colaborador nome ; responsavel ; id usuario
        usuario id ; registrado por ; realizado por ; almoxarife ; solicitante""",
    "duration": "duracao ; tempo",
    "journal": "diario ; lancamento number ; number lancamento ; number diario",
    "hours": """horas ; horas trabalhadas ; total horas ; duracao horas ; duracao|tempo hours ; quantidade horas
        horas totais|apontadas|gastas|realizadas|normais|uteis ; qtd de horas ; tempo total horas
        hrs trabalhadas ; hh ; homem hora ; tempo gasto horas ; tempo hours""",
    "hourly-rate": """valor hora ; custo hora ; custo por hora ; taxa horaria|hora ; salario hora ; valor por hora
        preco hora ; r hora""",
    "department": "departamento ; setor ; seccao",
    "account": "conta ; number conta ; conta contabil ; codigo conta ; conta razao",
    "account-name": "nome conta ; descricao conta",
    "debit": "debito ; debitos",
    "credit": "credito ; creditos",
    "opening": "saldo inicial ; saldo anterior",
    "period": "periodo ; mes",
    "status": "status ; estado ; situacao ; situacao|status op|os|pedido|ordem|projeto ; etapa",
    "priority": "prioridade",
    "active": "ativo ; activo",
    "lead-time": """prazo entrega ; tempo entrega ; tempo reposicao ; prazo reposicao ; prazo dias ; prazo medio
        lead time reposicao ; tempo ressuprimento""",
    "reorder-point": """ponto pedido ; ponto encomenda ; ponto ressuprimento ; ponto reposicao
        estoque alerta|critico ; nivel reposicao|critico ; alerta estoque ; estoque de alerta ; ponto de compra""",
    "safety-stock": "estoque seguranca ; stock seguranca",
    "minimum-level": """estoque minimo ; stock minimo ; nivel minimo ; estoque min ; est minimo ; minimo estoque
        saldo minimo""",
    "minimum-stock": "quantidade minima ; minimo",
    "maximum-stock": "estoque maximo ; stock maximo ; quantidade maxima ; maximo",
    "weight": "peso ; peso liquido",
    "family": """familia ; categoria ; grupo mercadorias ; grupo ; linha ; grupo produto|material|item
        categoria id|produto ; classe ; classificacao ; subgrupo grupo ; linha produto ; id grupo|categoria
        tipo categoria""",
    "note": "observacao ; observacoes ; nota ; notas ; comentario",
    "reason": "motivo ; causa ; razao",
    "currency": "moeda",
    "address": "endereco ; morada ; rua ; logradouro",
    "city": "cidade ; localidade",
    "country": "pais",
    "tax-number": """cnpj ; nif ; cpf ; contribuinte ; number contribuinte ; cnpj cpf ; inscricao estadual cnpj
        nuit ; number nif ; cnpj fornecedor""",
    "bank-account": "conta bancaria",
    "email": "e mail ; correio eletronico",
    "contact": "contato ; contacto",
    "language": "idioma ; lingua",
    "forecast": """previsao ; demanda ; quantidade vendida ; demanda mensal|prevista ; unidades vendidas
        vendas unidades ; previsao demanda|vendas ; qtd vendida""",
    "planned-start": "inicio previsto|planejado ; data inicio prevista|planejada",
    "planned-end": "fim|termino previsto|planejado ; data fim prevista|planejada ; data termino prevista",
    "actual-start": "inicio real ; data inicio real",
    "actual-end": """data conclusao|encerramento|finalizacao ; concluido em ; finalizado em ; termino|fim real
        data fim real ; data termino real ; data real fim ; encerrado em ; conclusao""",
    "percent-complete": """percent concluido|conclusao|completo|avanco ; progresso
        percentual concluido|conclusao|avanco ; avanco ; andamento""",
    "owner": """responsavel ; encarregado ; gerente projeto ; atribuido a ; supervisor ; responsavel tecnico
        gestor ; lider""",
    "work-date": "data apontamento|trabalho|atividade|servico ; dia trabalhado ; date trabalho",
    "start-time": "inicio ; entrada ; hora inicial|entrada|inicio ; h inicio ; das",
    "end-time": "fim ; saida ; termino ; hora final|saida|fim|termino ; h fim",
}

TABLES = {
    "Materials": "inventario ; estoque ; artigos ; produtos ; materiais ; pecas ; itens ; mercadorias",
    "Movements": "movimentos ; movimentacoes ; movimentacao estoque ; movimentos stock",
    "Jobs": "ordens ; ordens producao ; ordens fabrico ; projetos",
    "Labor": "horas ; apontamentos",
    "Bill of Materials": "estrutura ; lista materiais ; estruturas ; ficha tecnica",
    "Suppliers": "fornecedores ; fornecedor",
    "Purchases": "compras ; pedidos ; pedidos compra ; encomendas",
    "Customers": "clientes ; cliente",
    "Employees": "funcionarios ; colaboradores",
    "Counts": "estoque ; contagem ; inventario ; contagens",
    "GL Accounts": "plano contas ; balancete ; contas ; razao",
    "Demand": "vendas ; previsao ; demanda",
}
